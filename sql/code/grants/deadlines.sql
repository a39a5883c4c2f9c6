GRANT SELECT ON work.escalation_rule TO nuanxin_staff, nuanxin_auditor;
GRANT EXECUTE ON FUNCTION work.list_reminders(text) TO nuanxin_staff, nuanxin_analyst, nuanxin_auditor;
GRANT EXECUTE ON FUNCTION work.make_calendar_address(), work.end_calendar_address() TO nuanxin_staff;
GRANT EXECUTE ON FUNCTION work.calendar_entries(text) TO nuanxin_web;
