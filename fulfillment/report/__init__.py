"""The advice report: built from what was given (pure), then rendered as HTML mail, plain text and chart."""
