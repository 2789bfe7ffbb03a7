"""Migrations on SQLite keep the triggers: Django rebuilds a table to alter it, which fails while a trigger names it.

All triggers are taken off for the rebuilding and put back in the same transaction, the rebuilt table's own among them.
"""

from typing import Any

from django.db.backends.sqlite3 import schema


class DatabaseSchemaEditor(schema.DatabaseSchemaEditor):
    def _remake_table(self, *args: Any, **options: Any) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute("select name, sql from sqlite_master where type = 'trigger'")
            triggers = cursor.fetchall()
            for name, _ in triggers:
                cursor.execute(f"drop trigger {self.quote_name(name)}")
            super()._remake_table(*args, **options)
            for _, sql in triggers:
                cursor.execute(sql)
