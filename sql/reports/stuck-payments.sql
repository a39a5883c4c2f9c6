-- title: 退回与滞留的发放 | returned and stuck payments
-- question: 哪些发放被退回或十天没有到账? | Which payments came back or have not arrived in ten days?
SELECT batch, student, amount, ref.state_label('award', state) AS state, days FROM reporting.stuck_payments();
