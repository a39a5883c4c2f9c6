-- A rule cites the paper that it rests on.
ALTER TABLE registers.regulation ADD COLUMN basis_id bigint REFERENCES registers.document;
COMMENT ON COLUMN registers.regulation.basis_id IS '依据文件 | the paper that it rests on';
CREATE INDEX regulation_basis_id_idx ON registers.regulation (basis_id);
