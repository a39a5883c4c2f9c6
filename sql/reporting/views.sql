-- What analysts build on. The views have their reader's rights; the functions behind them, in code/functions, reach the records. Each shows nothing to
-- whoever has no right to reports, nothing that names a child, and no count of 1 to 4. Replaced in place, never dropped.
CREATE OR REPLACE VIEW reporting.issue WITH (security_barrier, security_invoker) AS
SELECT * FROM reporting.issue_rows();
COMMENT ON VIEW reporting.issue IS '问题(不含人名;师德反映除外) | issues without names; conduct reports left out';
COMMENT ON COLUMN reporting.issue.id IS '编号 | key';
COMMENT ON COLUMN reporting.issue.area IS '问题类别代码 | area code';
COMMENT ON COLUMN reporting.issue.area_label IS '问题类别 | area';
COMMENT ON COLUMN reporting.issue.severity IS '程度 | severity';
COMMENT ON COLUMN reporting.issue.state IS '状态代码 | state code';
COMMENT ON COLUMN reporting.issue.state_label IS '状态 | state';
COMMENT ON COLUMN reporting.issue.is_open IS '未了结 | still open';
COMMENT ON COLUMN reporting.issue.unit_label IS '责任部门 | lead unit';
COMMENT ON COLUMN reporting.issue.heard_on IS '发现日期 | heard';
COMMENT ON COLUMN reporting.issue.deadline_original IS '原定完成时限 | first deadline';
COMMENT ON COLUMN reporting.issue.deadline IS '现完成时限 | deadline';
COMMENT ON COLUMN reporting.issue.closed_on IS '销号日期 | signed off';
COMMENT ON COLUMN reporting.issue.working_days_late IS '逾期工作日 | working days late';
COMMENT ON COLUMN reporting.issue.cycle IS '第几轮 | cycle';
COMMENT ON COLUMN reporting.issue.is_overdue IS '已逾期 | open past the first deadline';

CREATE OR REPLACE VIEW reporting.student WITH (security_barrier, security_invoker) AS
SELECT * FROM reporting.student_rows();
COMMENT ON VIEW reporting.student IS '在籍学生(化名,仅到年级) | students on the roll under a pseudonym, down to the grade';
COMMENT ON COLUMN reporting.student.pseudonym IS '化名(每学期更换) | pseudonym, new each semester';
COMMENT ON COLUMN reporting.student.semester IS '学期 | semester';
COMMENT ON COLUMN reporting.student.grade IS '年级 | grade';
COMMENT ON COLUMN reporting.student.residence_kind IS '就读方式 | day or boarding';
COMMENT ON COLUMN reporting.student.household_kind IS '户口性质 | rural or urban';

CREATE OR REPLACE VIEW reporting.left_behind_by_grade WITH (security_barrier, security_invoker) AS
SELECT * FROM reporting.left_behind_rows();
COMMENT ON VIEW reporting.left_behind_by_grade IS '留守学生数(四种定义,按年级;1至4不显示) | left-behind students by four definitions and grade; 1 to 4 not told';
COMMENT ON COLUMN reporting.left_behind_by_grade.semester IS '学期 | semester';
COMMENT ON COLUMN reporting.left_behind_by_grade.definition IS 'N1 国务院口径 N2 学籍口径 N3 未保法口径 N4 校内口径 | definition';
COMMENT ON COLUMN reporting.left_behind_by_grade.grade IS '年级 | grade';
COMMENT ON COLUMN reporting.left_behind_by_grade.left_behind IS '人数 | students';
COMMENT ON COLUMN reporting.left_behind_by_grade.undetermined IS '无法判定 | the facts do not say';
COMMENT ON COLUMN reporting.left_behind_by_grade.unconfirmed IS '本学期未确认 | not confirmed this semester';

CREATE OR REPLACE VIEW reporting.aid_by_scheme WITH (security_barrier, security_invoker) AS
SELECT * FROM reporting.aid_rows();
COMMENT ON VIEW reporting.aid_by_scheme IS '资助人数与金额(按项目) | awards by scheme and semester';
COMMENT ON COLUMN reporting.aid_by_scheme.semester IS '学期 | semester';
COMMENT ON COLUMN reporting.aid_by_scheme.scheme IS '项目代码 | scheme code';
COMMENT ON COLUMN reporting.aid_by_scheme.scheme_label IS '项目 | scheme';
COMMENT ON COLUMN reporting.aid_by_scheme.students IS '人数 | students';
COMMENT ON COLUMN reporting.aid_by_scheme.amount IS '金额(元) | amount in CNY';

CREATE OR REPLACE VIEW reporting.home_visit_by_grade WITH (security_barrier, security_invoker) AS
SELECT * FROM reporting.home_visit_rows();
COMMENT ON VIEW reporting.home_visit_by_grade IS '家访覆盖(按年级) | home-visit coverage by grade';
COMMENT ON COLUMN reporting.home_visit_by_grade.semester IS '学期 | semester';
COMMENT ON COLUMN reporting.home_visit_by_grade.grade IS '年级 | grade';
COMMENT ON COLUMN reporting.home_visit_by_grade.students IS '学生数 | students';
COMMENT ON COLUMN reporting.home_visit_by_grade.visited IS '入户走访人数 | visited at home';
COMMENT ON COLUMN reporting.home_visit_by_grade.by_phone_only IS '仅电话或视频 | by phone or video only';
