-- How long web sessions last, until the school says otherwise: 30 minutes without use, 12 hours at most.
INSERT INTO auth.session_limit (role, idle_minutes, longest_minutes) VALUES (NULL, 30, 720) ON CONFLICT (role) DO NOTHING;
