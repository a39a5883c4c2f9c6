-- title: 会议出席 | attendance at meetings
-- question: 每次会议应到几人、实到几人? | How many were expected at each meeting, and how many came?
SELECT meeting, held_on, body, expected, attended, percent FROM reporting.meeting_attendance();
