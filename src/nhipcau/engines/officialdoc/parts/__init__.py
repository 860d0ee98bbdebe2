"""The parts of an official document: head, bases, sections, attachments, foot."""
