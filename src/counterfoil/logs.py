"""What is written to the log: one event a line, without the names of clients and without secrets."""

from typing import Any

import structlog

# A matter's number says enough to find it; a name in a log is a name in every copy of that log.
UNSPOKEN = frozenset(
    "name client contact payee payer email address phone description narrative reference "
    "password token access_token refresh_token secret authorization cookie".split()
)


def leave_out_names(_logger: Any, _method: str, event: structlog.types.EventDict) -> structlog.types.EventDict:
    return {key: "***" if key in UNSPOKEN else value for key, value in event.items()}


BEFORE_WRITING: tuple[structlog.types.Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    leave_out_names,
)


def configure() -> None:
    """Makes structlog's own loggers end in the standard library's, where LOGGING says what becomes of them."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *BEFORE_WRITING,
            structlog.processors.StackInfoRenderer(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


def describe(*, json: bool) -> dict[str, Any]:
    """Django's LOGGING: to standard error, as JSON lines for a service and as plain lines for a person."""
    last = structlog.processors.JSONRenderer() if json else structlog.dev.ConsoleRenderer(colors=False)
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "lines": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": list(BEFORE_WRITING),
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.format_exc_info,
                    last,
                ],
            }
        },
        "handlers": {"standard_error": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["standard_error"], "level": "INFO"},
        "loggers": {
            "django": {"level": "INFO"},
            "django.request": {"level": "ERROR"},  # a refused form is an everyday event, not a warning
            "httpx": {"level": "WARNING"},  # its lines carry whole addresses
            "axes": {"level": "ERROR"},  # it keeps its own record of failed sign-ins; its lines name the account
        },
    }
