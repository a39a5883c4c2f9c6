-- A step may keep its reason in the record, and empty what the state before had filled. Issues, tasks, publications and conduct reports have life cycles like all
-- others, but rights of their own: who may see a restricted issue is not said by the matrix's relations alone.
ALTER TABLE ref.lifecycle_transition ADD COLUMN sets_reason text, ADD COLUMN clears text[] NOT NULL DEFAULT '{}',
    ADD COLUMN follows boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN ref.lifecycle_transition.sets_reason IS '记下原因的列 | column that takes the reason';
COMMENT ON COLUMN ref.lifecycle_transition.clears IS '清空的列 | columns that the step empties';
COMMENT ON COLUMN ref.lifecycle_transition.follows IS '随另一记录的办理而变 | taken when a step of another record takes it along, not by itself';
ALTER TABLE ref.lifecycle ADD COLUMN has_own_rights boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN ref.lifecycle.has_own_rights IS '权限由自己的函数判定 | rights are judged by functions of its own, not by unit, people and student columns';
