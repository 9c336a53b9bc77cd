"""The edition as a static site: its frame, its pages, its words."""
