use iron_session::IronSession;

mod old {
    #[derive(iron_session::IronSession)]
    pub struct Old {
        visits: u32,
    }
}

#[derive(IronSession)]
#[iron(schema = 1, from = old::Old)]
struct Visit {
    visits: u32,
}

fn main() {}
