//! Options, random numbers, and the line of results.
use tokio_postgres::Statement;

pub type Error = Box<dyn std::error::Error>;

pub struct Options {
    pub case: String,
    pub conninfo: String,
    pub seconds: f64,
    pub connections: i32,
    pub warm_up: u64,
}

impl Options {
    pub fn read() -> Result<Options, Error> {
        let mut options =
            Options { case: String::new(), conninfo: String::new(), seconds: 1.0, connections: 1, warm_up: 1 };
        let mut words = std::env::args().skip(1);
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or_else(|| format!("{} needs a value", word));
            match word.as_str() {
                "--conninfo" => options.conninfo = value()?,
                "--seconds" => options.seconds = value()?.parse()?,
                "--connections" => options.connections = value()?.parse()?,
                "--warm-up" => options.warm_up = value()?.parse()?,
                _ => options.case = word,
            }
        }
        Ok(options)
    }
}

/// One connection and where it stands. During warm-up every value read goes into the check.
pub struct Client {
    pub connection: tokio_postgres::Client,
    pub statements: Vec<Statement>,
    pub rows: u64,
    pub folding: bool,
    pub check: i64,
    index: i32,
    connections: i32,
    random: u32,
}

impl Client {
    pub fn new(
        connection: tokio_postgres::Client,
        statements: Vec<Statement>,
        index: i32,
        options: &Options,
    ) -> Client {
        let connections = options.connections;
        Client {
            connection,
            statements,
            rows: 0,
            folding: true,
            check: 0,
            index,
            connections,
            random: 42 + index as u32,
        }
    }

    /// 23 bits of the generator that all programs share.
    pub fn draw(&mut self) -> i32 {
        self.random = self.random.wrapping_mul(1103515245).wrapping_add(12345) & 0x7fff_ffff;
        (self.random >> 8) as i32
    }

    pub fn draw_item_id(&mut self) -> i64 {
        i64::from(1 + self.draw() % 100000)
    }

    pub fn draw_record_id(&mut self) -> i64 {
        i64::from(1 + self.draw() % 10000)
    }

    pub fn draw_world_id(&mut self) -> i32 {
        1 + self.draw() % (10000 / self.connections) * self.connections + self.index
    }

    // Not inlined: the optimiser must not see that the values are not needed after the warm-up.
    #[inline(never)]
    pub fn took<Row>(&mut self, rows: &[Row], fold: impl Fn(&Row) -> i64) {
        self.rows += rows.len() as u64;
        if self.folding {
            self.check += rows.iter().map(fold).sum::<i64>();
        }
    }

    #[inline(never)]
    pub fn made_page(&mut self, page: &[u8]) {
        if self.folding {
            let hash = page.iter().fold(0u32, |hash, byte| hash.wrapping_mul(31).wrapping_add(u32::from(*byte)));
            self.check += i64::from(hash);
        }
    }

    pub fn took_count(&mut self, count: u64) {
        self.rows += count;
        if self.folding {
            self.check += count as i64;
        }
    }
}

fn peak_kib() -> Result<u64, Error> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).ok_or("no VmHWM")?;
    Ok(line.split_whitespace().nth(1).ok_or("no VmHWM")?.parse()?)
}

pub fn print_result(
    options: &Options,
    seconds: f64,
    rows: u64,
    check: i64,
    mut samples: Vec<f64>,
) -> Result<(), Error> {
    let peak = peak_kib()?;
    samples.sort_by(f64::total_cmp);
    println!(
        "{{\"case\": \"{}\", \"program\": \"tokio-postgres\", \"version\": \"tokio-postgres {}\", \"operations\": {}, \
         \"seconds\": {:.6}, \"rows\": {}, \"peak_kib\": {}, \"p50_us\": {:.1}, \"p99_us\": {:.1}, \"check\": {}}}",
        options.case,
        option_env!("TOKIO_POSTGRES_VERSION").unwrap_or("of unknown version"),
        samples.len(),
        seconds,
        rows,
        peak,
        samples[samples.len() / 2] * 1e6,
        samples[samples.len() * 99 / 100] * 1e6,
        check
    );
    Ok(())
}
