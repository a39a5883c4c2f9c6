-- What the pages that everybody opens ask.
GRANT EXECUTE ON FUNCTION people.card(bigint), people.staff_directory(text), people.students_of_class(bigint), work.list_tasks(boolean, boolean, boolean, bigint), work.home_counts(),
    work.is_restricted(bigint), work.raised_by_name(bigint)
    TO nuanxin_staff, nuanxin_auditor;
GRANT EXECUTE ON FUNCTION care.student_files(bigint) TO nuanxin_staff;
