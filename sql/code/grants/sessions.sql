-- Everybody has sessions and a password; guesses are the web server's to count.
GRANT EXECUTE ON FUNCTION auth.require_own_password(), auth.my_sessions(), auth.close_my_sessions(bigint) TO nuanxin_staff, nuanxin_analyst, nuanxin_auditor;
GRANT EXECUTE ON FUNCTION auth.reset_password(text, text), auth.close_sessions_of(text) TO nuanxin_staff;
GRANT EXECUTE ON FUNCTION auth.sign_in_pause(text, text), auth.note_sign_in(text, text, boolean) TO nuanxin_web;
