use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    try_load: bool,
}

fn main() {}
