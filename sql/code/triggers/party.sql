-- A frozen sheet stays as it is.
CREATE OR REPLACE TRIGGER keep_frozen BEFORE UPDATE OR DELETE ON registers.annual_sheet FOR EACH ROW EXECUTE FUNCTION registers.keep_frozen();
