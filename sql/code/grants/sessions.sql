-- Everybody has sessions and a password; guesses are the web server's to count.
GRANT EXECUTE ON FUNCTION auth.require_own_password(), auth.my_sessions(), auth.close_my_sessions(bigint) TO nuanxin_staff, nuanxin_analyst, nuanxin_auditor;
GRANT EXECUTE ON FUNCTION auth.reset_password(text, text), auth.close_sessions_of(text) TO nuanxin_staff;
GRANT EXECUTE ON FUNCTION auth.sign_in_pause(text, text), auth.note_sign_in(text, text, boolean) TO nuanxin_web;
-- Everybody sets up a second factor of their own; a session that still owes it is the web server's to ask about.
GRANT EXECUTE ON FUNCTION auth.my_second_factor(), auth.enrol_second_factor(text), auth.confirm_second_factor(text), auth.renew_recovery_codes(text)
    TO nuanxin_staff, nuanxin_analyst, nuanxin_auditor;
GRANT EXECUTE ON FUNCTION auth.session_state(), auth.give_second_factor(text) TO nuanxin_web;
GRANT EXECUTE ON FUNCTION auth.propose_second_factor_reset(text, text), auth.approve_second_factor_reset(bigint), auth.second_factor_resets(),
    auth.require_second_factor(text, boolean), auth.sign_in_rules(), auth.set_session_limit(text, int, int) TO nuanxin_staff;
