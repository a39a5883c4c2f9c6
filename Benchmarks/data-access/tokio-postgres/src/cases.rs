//! The statements of each case and one operation of it.
use crate::program::{Client, Error};
use bytes::Bytes;
use futures_util::future::{try_join4, try_join_all};
use futures_util::{pin_mut, TryStreamExt};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio_postgres::binary_copy::BinaryCopyInWriter;
use tokio_postgres::types::{ToSql, Type};
use tokio_postgres::{CopyInSink, Row};

const SELECTS_PER_OPERATION: usize = 20;
const ONE_ITEM: &str = "SELECT id, kind, code, note, at, score FROM item WHERE id = $1";
const ITEMS: &str = "SELECT id, kind, code, note, at, score FROM item WHERE id <= $1";
const SELECT_WORLD: &str = "SELECT id, randomnumber FROM world WHERE id = $1";
const UPDATE_WORLD: &str = "UPDATE world SET randomnumber = $2 WHERE id = $1";
const SET_TOKEN: &str = "SELECT set_config('app.token', $1, true)";
const SELECT_TYPES: &str = "SELECT typname, typnamespace, typowner, typlen, typbyval, typcategory, typispreferred, \
     typisdefined, typdelim, typrelid, typelem, typarray FROM pg_type WHERE typtypmod = $1 AND typisdefined = $2";

pub fn statements(case: &str) -> Result<&'static [&'static str], Error> {
    Ok(match case {
        "one-row" | "one-row-8" | "batch-100" => &[ONE_ITEM],
        "db" | "queries" | "queries-batch" => &[SELECT_WORLD],
        "fortunes" => &["SELECT id, message FROM fortune"],
        "updates" | "updates-batch" => &[SELECT_WORLD, UPDATE_WORLD],
        "magic-types" => &[SELECT_TYPES],
        "magic-series" => &["SELECT i FROM generate_series(1, $1) AS i"],
        "magic-bytes" => &["SELECT value FROM binary_value"],
        "magic-arrays" => &["SELECT value FROM array_value"],
        "magic-batch" => &["INSERT INTO inserted VALUES ($1, $2, $3, $4, $5, $6, $7)"],
        "magic-one" => &["SELECT 1+1"],
        "rows-100k" | "rows-300k" | "rows-stream" => &[ITEMS],
        "magic-copy" | "copy-in-1m" => &[],
        "scoped" | "scoped-8" => &[SET_TOKEN, "SELECT id, owner, code FROM record WHERE id = $1"],
        "scoped-policy" | "scoped-policy-8" => &[SET_TOKEN, "SELECT id, owner, code FROM guarded_record WHERE id = $1"],
        _ => return Err(format!("no case {}", case).into()),
    })
}

pub async fn operation(client: &mut Client, case: &str) -> Result<(), Error> {
    match case {
        "one-row" | "one-row-8" => one_row(client).await,
        "batch-100" => batch_100(client).await,
        "db" => db(client).await,
        "queries" => {
            for _ in 0..SELECTS_PER_OPERATION {
                db(client).await?;
            }
            Ok(())
        }
        "queries-batch" => {
            let ids: Vec<i32> = (0..SELECTS_PER_OPERATION).map(|_| client.draw_world_id()).collect();
            select_worlds(client, &ids).await
        }
        "fortunes" => fortunes(client).await,
        "updates" => updates(client).await,
        "updates-batch" => updates_batch(client).await,
        "magic-types" => fetch(client, &[&-1i32, &true], TypeRow::read, TypeRow::check).await,
        "magic-series" => fetch(client, &[&1000i32], |row| row.get::<_, i32>(0), |value| i64::from(*value)).await,
        "magic-bytes" => fetch(client, &[], |row| row.get::<_, Vec<u8>>(0), |value| bytes_check(value)).await,
        "magic-arrays" => {
            fetch(client, &[], |row| row.get::<_, Vec<i32>>(0), |value| value.iter().map(|item| i64::from(*item)).sum())
                .await
        }
        "magic-copy" => magic_copy(client).await,
        "magic-batch" => magic_batch(client).await,
        "magic-one" => fetch(client, &[], |row| row.get::<_, i32>(0), |value| i64::from(*value)).await,
        "rows-100k" => rows(client, 100000).await,
        "rows-300k" => rows(client, 300000).await,
        "rows-stream" => rows_stream(client).await,
        "copy-in-1m" => copy_items(client).await,
        _ => scoped(client).await,
    }
}

struct Item {
    id: i64,
    kind: i32,
    code: String,
    note: Option<String>,
    at: SystemTime,
    score: f64,
}

impl Item {
    fn read(row: &Row) -> Item {
        Item { id: row.get(0), kind: row.get(1), code: row.get(2), note: row.get(3), at: row.get(4), score: row.get(5) }
    }

    fn check(&self) -> i64 {
        let microseconds = self.at.duration_since(UNIX_EPOCH).map_or(0, |time| time.as_micros() as i64);
        self.id
            + i64::from(self.kind)
            + self.code.len() as i64
            + self.code.bytes().last().map_or(0, i64::from)
            + self.note.as_ref().map_or(-1, |note| note.len() as i64)
            + microseconds % 1000003
            + (self.score * 4.0) as i64
    }
}

struct TypeRow {
    name: String,
    numbers: [u32; 5],
    length: i16,
    flags: [bool; 3],
    letters: [i8; 2],
}

impl TypeRow {
    fn read(row: &Row) -> TypeRow {
        TypeRow {
            name: row.get(0),
            numbers: [row.get(1), row.get(2), row.get(9), row.get(10), row.get(11)],
            length: row.get(3),
            flags: [row.get(4), row.get(6), row.get(7)],
            letters: [row.get(5), row.get(8)],
        }
    }

    fn check(&self) -> i64 {
        self.name.len() as i64
            + self.numbers.iter().map(|number| i64::from(*number)).sum::<i64>()
            + i64::from(self.length)
            + self.flags.iter().map(|flag| i64::from(*flag)).sum::<i64>()
            + self.letters.iter().map(|letter| i64::from(*letter)).sum::<i64>()
    }
}

fn bytes_check(value: &[u8]) -> i64 {
    value.len() as i64 + i64::from(value[0]) + i64::from(value[value.len() - 1])
}

async fn fetch<Value>(
    client: &mut Client,
    parameters: &[&(dyn ToSql + Sync)],
    read: impl Fn(&Row) -> Value,
    check: impl Fn(&Value) -> i64,
) -> Result<(), Error> {
    let rows = client.connection.query(&client.statements[0], parameters).await?;
    let values: Vec<Value> = rows.iter().map(read).collect();
    client.took(&values, check);
    Ok(())
}

async fn one_row(client: &mut Client) -> Result<(), Error> {
    let id = client.draw_item_id();
    let item = Item::read(&client.connection.query_one(&client.statements[0], &[&id]).await?);
    client.took(&[item], Item::check);
    Ok(())
}

async fn batch_100(client: &mut Client) -> Result<(), Error> {
    let ids: Vec<i64> = (0..100).map(|_| client.draw_item_id()).collect();
    let parameters: Vec<[&(dyn ToSql + Sync); 1]> = ids.iter().map(|id| [id as &(dyn ToSql + Sync)]).collect();
    let rows =
        try_join_all(parameters.iter().map(|one| client.connection.query_one(&client.statements[0], one))).await?;
    let items: Vec<Item> = rows.iter().map(Item::read).collect();
    client.took(&items, Item::check);
    Ok(())
}

fn world_check(world: &(i32, i32)) -> i64 {
    i64::from(world.0) + i64::from(world.1)
}

async fn select_world(client: &mut Client, id: i32) -> Result<(), Error> {
    let row = client.connection.query_one(&client.statements[0], &[&id]).await?;
    client.took(&[(row.get(0), row.get(1))], world_check);
    Ok(())
}

async fn db(client: &mut Client) -> Result<(), Error> {
    let id = client.draw_world_id();
    select_world(client, id).await
}

async fn select_worlds(client: &mut Client, ids: &[i32]) -> Result<(), Error> {
    let parameters: Vec<[&(dyn ToSql + Sync); 1]> = ids.iter().map(|id| [id as &(dyn ToSql + Sync)]).collect();
    let rows =
        try_join_all(parameters.iter().map(|one| client.connection.query_one(&client.statements[0], one))).await?;
    let worlds: Vec<(i32, i32)> = rows.iter().map(|row| (row.get(0), row.get(1))).collect();
    client.took(&worlds, world_check);
    Ok(())
}

fn draw_updates(client: &mut Client) -> (Vec<i32>, Vec<i32>) {
    let ids = (0..SELECTS_PER_OPERATION).map(|_| client.draw_world_id()).collect();
    let numbers: Vec<i32> = (0..SELECTS_PER_OPERATION).map(|_| 1 + client.draw() % 10000).collect();
    if client.folding {
        client.check += numbers.iter().map(|number| i64::from(*number)).sum::<i64>();
    }
    (ids, numbers)
}

async fn updates(client: &mut Client) -> Result<(), Error> {
    let (ids, numbers) = draw_updates(client);
    for id in &ids {
        select_world(client, *id).await?;
    }
    for (id, number) in ids.iter().zip(&numbers) {
        client.connection.execute(&client.statements[1], &[id, number]).await?;
    }
    Ok(())
}

async fn updates_batch(client: &mut Client) -> Result<(), Error> {
    let (ids, numbers) = draw_updates(client);
    select_worlds(client, &ids).await?;
    let parameters: Vec<[&(dyn ToSql + Sync); 2]> = ids
        .iter()
        .zip(&numbers)
        .map(|(id, number)| [id as &(dyn ToSql + Sync), number as &(dyn ToSql + Sync)])
        .collect();
    try_join_all(parameters.iter().map(|pair| client.connection.execute(&client.statements[1], pair))).await?;
    Ok(())
}

fn append_escaped(page: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => page.push_str("&amp;"),
            '<' => page.push_str("&lt;"),
            '>' => page.push_str("&gt;"),
            '"' => page.push_str("&quot;"),
            '\'' => page.push_str("&#x27;"),
            other => page.push(other),
        }
    }
}

async fn fortunes(client: &mut Client) -> Result<(), Error> {
    let rows = client.connection.query(&client.statements[0], &[]).await?;
    client.rows += rows.len() as u64;
    let mut fortunes: Vec<(i32, String)> = rows.iter().map(|row| (row.get(0), row.get(1))).collect();
    fortunes.push((0, "Additional fortune added at request time.".to_string()));
    fortunes.sort_by(|left, right| left.1.cmp(&right.1));
    let mut page = String::from(
        "<!DOCTYPE html><html><head><title>Fortunes</title></head><body><table><tr><th>id</th><th>message</th></tr>",
    );
    for (id, message) in &fortunes {
        page.push_str("<tr><td>");
        page.push_str(&id.to_string());
        page.push_str("</td><td>");
        append_escaped(&mut page, message);
        page.push_str("</td></tr>");
    }
    page.push_str("</table></body></html>");
    client.made_page(page.as_bytes());
    Ok(())
}

const INSERTED: [&(dyn ToSql + Sync); 7] =
    [&10i32, &11i32, &10i32, &"TESTTESTTEST", &10.333f64, &12341234i32, &"123412341234"];

async fn magic_batch(client: &mut Client) -> Result<(), Error> {
    let statement = &client.statements[0];
    let counts = try_join_all((0..1000).map(|_| client.connection.execute(statement, &INSERTED))).await?;
    client.took_count(counts.iter().sum());
    Ok(())
}

async fn magic_copy(client: &mut Client) -> Result<(), Error> {
    let sink: CopyInSink<Bytes> = client.connection.copy_in("COPY inserted FROM STDIN (FORMAT binary)").await?;
    let types = [Type::INT4, Type::INT4, Type::INT4, Type::TEXT, Type::FLOAT8, Type::INT4, Type::TEXT];
    let writer = BinaryCopyInWriter::new(sink, &types);
    pin_mut!(writer);
    for _ in 0..10000 {
        writer.as_mut().write(&INSERTED).await?;
    }
    let count = writer.finish().await?;
    client.took_count(count);
    Ok(())
}

async fn copy_items(client: &mut Client) -> Result<(), Error> {
    let start = UNIX_EPOCH + Duration::from_secs(1577836800);
    let templates: Vec<Item> = (0..1000)
        .map(|i: i32| Item {
            id: 0,
            kind: i % 97,
            code: format!("code{:08}", i),
            note: if i % 3 == 0 { None } else { Some(format!("note {:.>35}", i)) },
            at: start + Duration::from_micros(i as u64 * 1000001),
            score: f64::from(i) * 0.25,
        })
        .collect();
    client.connection.batch_execute("TRUNCATE load").await?;
    let sink: CopyInSink<Bytes> = client.connection.copy_in("COPY load FROM STDIN (FORMAT binary)").await?;
    let types = [Type::INT8, Type::INT4, Type::TEXT, Type::TEXT, Type::TIMESTAMPTZ, Type::FLOAT8];
    let writer = BinaryCopyInWriter::new(sink, &types);
    pin_mut!(writer);
    for id in 1..=1000000i64 {
        let item = &templates[(id % 1000) as usize];
        writer.as_mut().write(&[&id, &item.kind, &item.code, &item.note, &item.at, &item.score]).await?;
    }
    let count = writer.finish().await?;
    client.took_count(count);
    Ok(())
}

// Row by row into the vector, which is quicker and smaller than all rows first and all structs then.
async fn rows(client: &mut Client, limit: i64) -> Result<(), Error> {
    let limit: &(dyn ToSql + Sync) = &limit;
    let rows = client.connection.query_raw(&client.statements[0], [limit]).await?;
    pin_mut!(rows);
    let mut items = Vec::new();
    while let Some(row) = rows.try_next().await? {
        items.push(Item::read(&row));
    }
    client.took(&items, Item::check);
    Ok(())
}

async fn rows_stream(client: &mut Client) -> Result<(), Error> {
    let limit: &(dyn ToSql + Sync) = &300000i64;
    let rows = client.connection.query_raw(&client.statements[0], [limit]).await?;
    pin_mut!(rows);
    while let Some(row) = rows.try_next().await? {
        client.took(&[Item::read(&row)], Item::check);
    }
    Ok(())
}

async fn scoped(client: &mut Client) -> Result<(), Error> {
    let id = client.draw_record_id();
    let token = format!("token-{}", id % 100);
    // Each statement has its own Sync, so that only BEGIN and COMMIT keep the setting for the second one.
    let ((), set, row, ()) = try_join4(
        client.connection.batch_execute("BEGIN"),
        client.connection.query_one(&client.statements[0], &[&token]),
        client.connection.query_one(&client.statements[1], &[&id]),
        client.connection.batch_execute("COMMIT"),
    )
    .await?;
    let record: (i64, i32, String) = (row.get(0), row.get(1), row.get(2));
    if client.folding {
        client.check += set.get::<_, String>(0).len() as i64;
    }
    client.took(&[record], |record| record.0 + i64::from(record.1) + record.2.len() as i64);
    Ok(())
}
