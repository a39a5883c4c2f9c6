//! The cases with tokio-postgres: connections and callers on one thread, which spares them every hop between threads.
//! It has no batch under one Sync: statements that are polled together go out together, each with its own Sync.
mod cases;
mod program;

use program::{Client, Error, Options};
use std::time::Instant;

fn main() -> Result<(), Error> {
    let options = Options::read()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(run(options))
}

async fn run(options: Options) -> Result<(), Error> {
    let mut clients = Vec::new();
    for index in 0..options.connections {
        let (connection, driver) = tokio_postgres::connect(&options.conninfo, tokio_postgres::NoTls).await?;
        tokio::spawn(driver);
        let mut statements = Vec::new();
        for statement in cases::statements(&options.case)? {
            statements.push(connection.prepare(statement).await?);
        }
        clients.push(Client::new(connection, statements, index, &options));
    }
    let warm_up = clients.iter_mut().map(|client| async {
        for _ in 0..options.warm_up {
            cases::operation(client, &options.case).await?;
        }
        Ok::<(), Error>(())
    });
    futures_util::future::try_join_all(warm_up).await?;
    let check = clients.iter().map(|client| client.check).sum();
    for client in &mut clients {
        client.folding = false;
        client.rows = 0;
    }
    let start = Instant::now();
    let measured = clients.iter_mut().map(|client| async {
        let mut samples = Vec::new();
        let mut last = 0.0;
        while last < options.seconds {
            cases::operation(client, &options.case).await?;
            let finished = start.elapsed().as_secs_f64();
            samples.push(finished - last);
            last = finished;
        }
        Ok::<Vec<f64>, Error>(samples)
    });
    let samples = futures_util::future::try_join_all(measured).await?.concat();
    let seconds = start.elapsed().as_secs_f64();
    let rows = clients.iter().map(|client| client.rows).sum();
    program::print_result(&options, seconds, rows, check, samples)
}
