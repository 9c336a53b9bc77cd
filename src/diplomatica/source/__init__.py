"""Bytes to located text: plain text, markdown, HTML, DOCX, PDF; the layouts of known sites."""
