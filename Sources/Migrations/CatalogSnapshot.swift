import Postgres

/// Everything that the files describe, as the server itself writes it: object and definition.
struct CatalogSnapshot: Sendable {
    let definitions: [String: String]

    /// Rows of kind, name and definition.
    init(_ rows: [[String?]]) {
        definitions = Dictionary(
            rows.map { ("\($0[0] ?? "") \($0[1] ?? "")", $0[2] ?? "") }, uniquingKeysWith: { $0 + "\n" + $1 })
    }

    /// What `found` lacks, has besides, or has otherwise.
    func differences(from found: CatalogSnapshot) -> [Drift] {
        // Below a schema or table that is not in the files, one line says enough.
        let extraParents = Set(
            found.definitions.keys.filter { key in
                definitions[key] == nil && (key.hasPrefix("schema ") || key.hasPrefix("relation "))
            }.map { $0.split(separator: " ", maxSplits: 1)[1] })
        var drifts: [Drift] = []
        for (object, expected) in definitions {
            guard let definition = found.definitions[object] else {
                drifts.append(Drift(kind: .missing, object: object, expected: expected, found: ""))
                continue
            }
            if definition != expected {
                drifts.append(Drift(kind: .different, object: object, expected: expected, found: definition))
            }
        }
        for (object, definition) in found.definitions where definitions[object] == nil {
            let name = object.split(separator: " ", maxSplits: 1)[1]
            let isBelow = extraParents.contains { parent in
                name != parent && (name.hasPrefix(parent + ".") || name.hasPrefix(parent + ":"))
            }
            if !isBelow { drifts.append(Drift(kind: .unexpected, object: object, expected: "", found: definition)) }
        }
        return drifts.sorted { ($0.object, $0.kind.rawValue) < ($1.object, $1.kind.rawValue) }
    }

    /// All schemas but the system's and the runner's own; nothing that an extension brings.
    static let query: SQL = """
        WITH scope AS (
            SELECT n.oid, n.nspname, n.nspowner, n.nspacl
            FROM pg_namespace n
            WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'nuanxin_migration')
        ), member AS (
            SELECT classid, objid FROM pg_depend WHERE deptype = 'e'
        ), relation AS (
            SELECT c.*, format('%I.%I', s.nspname, c.relname) AS name
            FROM pg_class c JOIN scope s ON s.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
              AND NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_class'::regclass AND m.objid = c.oid)
        ), routine AS (
            SELECT p.*, p.oid::regprocedure::text AS name
            FROM pg_proc p JOIN scope s ON s.oid = p.pronamespace
            WHERE NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_proc'::regclass AND m.objid = p.oid)
        ), datatype AS (
            SELECT t.*, t.oid::regtype::text AS name
            FROM pg_type t JOIN scope s ON s.oid = t.typnamespace
            WHERE NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_type'::regclass AND m.objid = t.oid)
              AND (t.typtype IN ('d', 'e', 'r')
                   OR t.typtype = 'c' AND EXISTS (SELECT FROM pg_class c WHERE c.oid = t.typrelid AND c.relkind = 'c'))
        ), entry (kind, name, definition) AS (
            SELECT 'schema', format('%I', s.nspname), concat_ws('; ', 'owner ' || pg_get_userbyid(s.nspowner),
                obj_description(s.oid, 'pg_namespace'))
            FROM scope s
            UNION ALL
            SELECT 'extension', e.extname, e.extversion FROM pg_extension e
            UNION ALL
            SELECT 'relation', r.name, concat_ws('; ', r.relkind, r.relpersistence,
                'owner ' || pg_get_userbyid(r.relowner),
                CASE WHEN r.relrowsecurity THEN 'row security' END, CASE WHEN r.relforcerowsecurity THEN 'forced' END,
                array_to_string(r.reloptions, ','), pg_get_partkeydef(r.oid), pg_get_expr(r.relpartbound, r.oid),
                obj_description(r.oid, 'pg_class'))
            FROM relation r
            UNION ALL
            SELECT 'view', r.name, pg_get_viewdef(r.oid) FROM relation r WHERE r.relkind IN ('v', 'm')
            UNION ALL
            SELECT 'sequence', r.name, concat_ws(' ', format_type(q.seqtypid, NULL), q.seqstart, q.seqincrement,
                q.seqmin, q.seqmax, q.seqcache, q.seqcycle)
            FROM relation r JOIN pg_sequence q ON q.seqrelid = r.oid
            UNION ALL
            SELECT 'column', r.name || '.' || quote_ident(a.attname), concat_ws('; ',
                format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'not null' END,
                nullif(a.attidentity::text, ''), nullif(a.attgenerated::text, ''), pg_get_expr(d.adbin, d.adrelid),
                (SELECT collname FROM pg_collation l WHERE l.oid = a.attcollation), col_description(r.oid, a.attnum))
            FROM relation r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
            LEFT JOIN pg_attrdef d ON d.adrelid = r.oid AND d.adnum = a.attnum
            WHERE r.relkind <> 'S'
            UNION ALL
            SELECT 'constraint', coalesce(r.name, k.contypid::regtype::text) || ': ' || k.conname, concat_ws('; ',
                pg_get_constraintdef(k.oid), CASE WHEN NOT k.convalidated THEN 'not valid' END,
                obj_description(k.oid, 'pg_constraint'))
            FROM pg_constraint k LEFT JOIN relation r ON r.oid = k.conrelid
            LEFT JOIN datatype t ON t.oid = k.contypid
            WHERE r.oid IS NOT NULL OR t.oid IS NOT NULL
            UNION ALL
            SELECT 'index', r.name || ': ' || quote_ident(c.relname), concat_ws('; ', pg_get_indexdef(i.indexrelid),
                CASE WHEN NOT i.indisvalid THEN 'invalid' END, CASE WHEN i.indisclustered THEN 'clustered' END)
            FROM relation r JOIN pg_index i ON i.indrelid = r.oid JOIN pg_class c ON c.oid = i.indexrelid
            UNION ALL
            SELECT 'policy', r.name || ': ' || quote_ident(p.polname), concat_ws('; ', p.polcmd,
                CASE WHEN p.polpermissive THEN 'permissive' ELSE 'restrictive' END,
                (SELECT string_agg(CASE o WHEN 0 THEN 'public' ELSE pg_get_userbyid(o)::text END, ',' ORDER BY o)
                 FROM unnest(p.polroles) AS o),
                'using ' || pg_get_expr(p.polqual, p.polrelid), 'check ' || pg_get_expr(p.polwithcheck, p.polrelid),
                obj_description(p.oid, 'pg_policy'))
            FROM relation r JOIN pg_policy p ON p.polrelid = r.oid
            UNION ALL
            SELECT 'trigger', r.name || ': ' || quote_ident(t.tgname),
                concat_ws('; ', pg_get_triggerdef(t.oid), t.tgenabled)
            FROM relation r JOIN pg_trigger t ON t.tgrelid = r.oid WHERE NOT t.tgisinternal
            UNION ALL
            SELECT 'rule', r.name || ': ' || quote_ident(w.rulename), pg_get_ruledef(w.oid)
            FROM relation r JOIN pg_rewrite w ON w.ev_class = r.oid WHERE w.rulename <> '_RETURN'
            UNION ALL
            SELECT 'function', f.name, concat_ws('; ', 'owner ' || pg_get_userbyid(f.proowner),
                pg_get_function_arguments(f.oid), pg_get_function_result(f.oid),
                (SELECT lanname FROM pg_language l WHERE l.oid = f.prolang), f.prokind, f.provolatile, f.proparallel,
                CASE WHEN f.prosecdef THEN 'definer' END, CASE WHEN f.proleakproof THEN 'leakproof' END,
                CASE WHEN f.proisstrict THEN 'strict' END, f.procost, f.prorows, array_to_string(f.proconfig, ','),
                md5(f.prosrc), md5(pg_get_function_sqlbody(f.oid)), obj_description(f.oid, 'pg_proc'))
            FROM routine f
            UNION ALL
            SELECT 'type', t.name, concat_ws('; ', t.typtype, 'owner ' || pg_get_userbyid(t.typowner),
                CASE WHEN t.typbasetype <> 0 THEN format_type(t.typbasetype, t.typtypmod) END,
                CASE WHEN t.typnotnull THEN 'not null' END, t.typdefault,
                (SELECT string_agg(e.enumlabel, ',' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid),
                (SELECT string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod), ',' ORDER BY a.attnum)
                 FROM pg_attribute a WHERE t.typtype = 'c' AND a.attrelid = t.typrelid AND NOT a.attisdropped),
                obj_description(t.oid, 'pg_type'))
            FROM datatype t
            UNION ALL
            SELECT 'statistics', format('%I.%I', s.nspname, x.stxname), pg_get_statisticsobjdef(x.oid)
            FROM pg_statistic_ext x JOIN scope s ON s.oid = x.stxnamespace
        ), object (kind, name, owner, acl) AS (
            SELECT 'schema', format('%I', s.nspname), s.nspowner, coalesce(s.nspacl, acldefault('n', s.nspowner))
            FROM scope s
            UNION ALL
            SELECT 'relation', r.name, r.relowner,
                coalesce(r.relacl, acldefault(CASE r.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", r.relowner))
            FROM relation r
            UNION ALL
            SELECT 'column', r.name || '.' || quote_ident(a.attname), r.relowner, a.attacl
            FROM relation r JOIN pg_attribute a ON a.attrelid = r.oid AND NOT a.attisdropped WHERE a.attacl IS NOT NULL
            UNION ALL
            SELECT 'function', f.name, f.proowner, coalesce(f.proacl, acldefault('f', f.proowner)) FROM routine f
            UNION ALL
            SELECT 'type', t.name, t.typowner, coalesce(t.typacl, acldefault('T', t.typowner)) FROM datatype t
        )
        SELECT kind, name, definition FROM entry
        UNION ALL
        SELECT 'grant', format('%s: on %s to %s', o.name, o.kind,
                CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(g.grantee)::text END),
            string_agg(g.privilege_type || CASE WHEN g.is_grantable THEN ' with grant option' ELSE '' END, ', '
                ORDER BY g.privilege_type)
        FROM object o, aclexplode(o.acl) AS g
        WHERE g.grantee <> o.owner
        GROUP BY o.name, o.kind, g.grantee
        """
}
