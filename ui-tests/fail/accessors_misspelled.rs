use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(accesors = false)]
    visits: u32,
}

fn main() {}
