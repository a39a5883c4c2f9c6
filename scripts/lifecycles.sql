-- Markdown with a drawing of each life cycle (Mermaid), from ref.lifecycle, lifecycle_state and lifecycle_transition.
\pset tuples_only on
\pset format unaligned
SELECT E'# Life cycles | 生命周期\n\nDrawn by `make generate` from `ref.lifecycle`, `ref.lifecycle_state` and `ref.lifecycle_transition`; `make check` fails when this page is not what the tables say.\n'
    || E'Every change of state goes through `work.take_step`, and a trigger on each table refuses a state to which no step leads. Who may take a step is said by the\n'
    || E'verb of the access matrix (`sql/access/matrix.csv`) on the record''s class; "not by" names columns whose person may not take it.\n';
SELECT format(E'## %s %s\n\nRecords in `%s`, rights of `%s`%s.\n\n```mermaid\nstateDiagram-v2\n%s\n%s%s\n```\n\n| Step 步骤 | From | To | Verb | Needs |\n|-|-|-|-|-|\n%s\n',
    cycle.label_zh, cycle.label_en, cycle.table_name, cycle.record_class, CASE WHEN cycle.has_own_rights THEN ', judged by functions of their own' ELSE '' END,
    (SELECT string_agg(format('    %s: %s %s', state.state, state.label_zh, state.label_en), E'\n' ORDER BY state.sort_order, state.state) FROM ref.lifecycle_state AS state WHERE state.lifecycle = cycle.lifecycle),
    (SELECT string_agg(format('    %s --> %s: %s', step.from_state, step.to_state, step.action), E'\n' ORDER BY origin.sort_order, goal.sort_order, step.action) FROM ref.lifecycle_transition AS step
        JOIN ref.lifecycle_state AS origin ON origin.lifecycle = step.lifecycle AND origin.state = step.from_state JOIN ref.lifecycle_state AS goal ON goal.lifecycle = step.lifecycle AND goal.state = step.to_state
        WHERE step.lifecycle = cycle.lifecycle),
    (SELECT E'\n' || string_agg(format('    %s --> [*]', state.state), E'\n' ORDER BY state.sort_order) FROM ref.lifecycle_state AS state WHERE state.lifecycle = cycle.lifecycle AND NOT state.is_open),
    (SELECT string_agg(format('| `%s` %s %s | `%s` | `%s` | %s | %s |', step.action, step.label_zh, step.label_en, step.from_state, step.to_state, CASE WHEN step.follows THEN 'follows another record' ELSE step.verb END,
            concat_ws('; ', CASE WHEN step.needs_reason THEN '原因 a reason' END, 'not by ' || nullif(array_to_string(step.not_by, ', '), ''), '`' || step.condition || '`', nullif(step.guard_zh || ' ' || step.guard_en, ' '))),
        E'\n' ORDER BY origin.sort_order, goal.sort_order, step.action) FROM ref.lifecycle_transition AS step
        JOIN ref.lifecycle_state AS origin ON origin.lifecycle = step.lifecycle AND origin.state = step.from_state JOIN ref.lifecycle_state AS goal ON goal.lifecycle = step.lifecycle AND goal.state = step.to_state
        WHERE step.lifecycle = cycle.lifecycle))
FROM ref.lifecycle AS cycle ORDER BY cycle.lifecycle;
