use iron_session::IronSession;

mod elsewhere {
    #[derive(iron_session::IronSession)]
    pub struct Visit {
        visits: u32,
    }
}

fn main() {
    // The accessors have the struct's visibility; the field keeps its own.
    let _ = elsewhere::Visit::default().visits();
    let _ = elsewhere::Visit::default().visits;
    let _ = elsewhere::Visit::CONFIG;
}
