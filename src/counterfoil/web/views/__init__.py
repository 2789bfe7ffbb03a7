"""The pages. A view reads input, calls one action or report, and shows the result."""
