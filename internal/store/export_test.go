package store

import "database/sql"

// WritingHandle gives tests the raw database behind Write.
func WritingHandle(s *Store) (*sql.DB, error) { return s.writer.DB() }

// ReadingHandle gives tests the raw database behind Read.
func ReadingHandle(s *Store) (*sql.DB, error) { return s.reader.DB() }
