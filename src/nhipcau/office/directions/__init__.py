"""A leader's word on any record (ý kiến chỉ đạo): who, on what, which agency, by when, and what became of it."""
