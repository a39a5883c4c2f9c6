-- title: 未阅照护卡 | unread health cards
-- question: 哪些班有教师没有阅照护卡? | In which classes has a teacher not read a health card?
SELECT class, cards, unread FROM reporting.unread_cards();
