-- name: unit_tree :many
-- The tree of units with today's names, parents before children.
-- notnull: depth, label, path
WITH RECURSIVE tree AS (
    SELECT unit.id, unit.kind, unit.parent_id, 0 AS depth, units.label(unit.id) AS label, ARRAY[units.label(unit.id)] AS path
    FROM units.unit WHERE unit.parent_id IS NULL
    UNION ALL
    SELECT unit.id, unit.kind, unit.parent_id, tree.depth + 1, units.label(unit.id), tree.path || (unit.kind || units.label(unit.id))
    FROM units.unit JOIN tree ON unit.parent_id = tree.id
)
SELECT tree.id, tree.kind, tree.parent_id, tree.depth, coalesce(tree.label, '') AS label,
       (SELECT count(*) FROM people.class_placement AS placement WHERE placement.class_id = tree.id AND placement.valid @> ref.today()) AS students,
       array_to_string(tree.path, '/') AS path
FROM tree ORDER BY array_to_string(tree.path, '/') COLLATE ref.pinyin;

-- name: office_list :many
-- Units that can answer for an issue.
-- notnull: label
SELECT unit.id, unit.kind, units.label(unit.id) AS label FROM units.unit
WHERE unit.kind IN ('office', 'grade', 'canteen', 'dormitory', 'party_branch', 'school') ORDER BY unit.kind = 'office' DESC, units.label(unit.id) COLLATE ref.pinyin;

-- name: unit_named :maybe
-- The unit of this name today, of whatever kind.
-- notnull: label
SELECT unit.id, unit.kind, units.label(unit.id) AS label FROM units.unit JOIN units.unit_label AS named ON named.unit_id = unit.id
WHERE (named.label = :label OR :label = ANY (named.aliases)) AND named.valid @> ref.today() ORDER BY unit.kind LIMIT 1;
