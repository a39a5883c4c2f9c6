-- Rows come in by COPY through the view (intake.load_row says why).
CREATE OR REPLACE TRIGGER load_row INSTEAD OF INSERT ON intake.row_loading FOR EACH ROW EXECUTE FUNCTION intake.load_row();
