-- Deadlines: who is reminded when, to whom what is late goes up, and a calendar feed for each person.
ALTER TABLE ref.lifecycle ADD COLUMN due_column text;
COMMENT ON COLUMN ref.lifecycle.due_column IS '期限所在的列 | column that holds the day by which it is due';

CREATE TABLE work.escalation_rule (
    days_late int PRIMARY KEY,
    level text NOT NULL,
    label_zh text NOT NULL,
    label_en text NOT NULL,
    goes_to text NOT NULL,
    CONSTRAINT escalation_rule_level_is_unique UNIQUE (level),
    CONSTRAINT escalation_rule_goes_to_somebody CHECK (goes_to IN ('doer', 'leader', 'party_office', 'meeting'))
);
COMMENT ON TABLE work.escalation_rule IS '提醒与升级规则:距时限几个工作日,提醒谁 | when a deadline reminds whom, in working days after it';
COMMENT ON COLUMN work.escalation_rule.days_late IS '逾期工作日(负数为提前) | working days after the deadline; before it where negative';
COMMENT ON COLUMN work.escalation_rule.level IS '级别 | level';
COMMENT ON COLUMN work.escalation_rule.label_zh IS '中文名 | Chinese label';
COMMENT ON COLUMN work.escalation_rule.label_en IS '英文名 | English label';
COMMENT ON COLUMN work.escalation_rule.goes_to IS '提醒对象:办理人、责任领导、党办、月度会议 | whom: doer, leader, party_office, meeting';
CALL history.keep('work.escalation_rule');
INSERT INTO work.escalation_rule (days_late, level, label_zh, label_en, goes_to) VALUES
    (-5, 'soon', '五日内到期', 'due within five days', 'doer'),
    (-1, 'tomorrow', '一日内到期', 'due within a day', 'doer'),
    (0, 'today', '今日到期', 'due today', 'doer'),
    (1, 'leader', '逾期,报责任领导', 'late: to the accountable leader', 'leader'),
    (5, 'supervision', '逾期五日,转督办', 'late by five days: a supervision order', 'party_office'),
    (10, 'meeting', '逾期十日,提交专题会', 'late by ten days: to the monthly meeting', 'meeting');

CREATE TABLE work.calendar_feed (
    person_id bigint PRIMARY KEY REFERENCES people.person,
    token_sha256 bytea NOT NULL,
    made_at timestamptz NOT NULL DEFAULT now(),
    last_read_on date,
    CONSTRAINT calendar_feed_token_is_unique UNIQUE (token_sha256)
);
COMMENT ON TABLE work.calendar_feed IS '个人日历订阅 | a person''s calendar feed, at a secret address';
COMMENT ON COLUMN work.calendar_feed.person_id IS '何人 | whose';
COMMENT ON COLUMN work.calendar_feed.token_sha256 IS '地址中密钥的摘要 | digest of the secret in the address';
COMMENT ON COLUMN work.calendar_feed.made_at IS '生成时间 | when the address was made';
COMMENT ON COLUMN work.calendar_feed.last_read_on IS '最近读取日期 | day of the last reading';
ALTER TABLE work.calendar_feed ENABLE ROW LEVEL SECURITY;
