use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    user: Option<u64>,
    put_user: bool,
}

fn main() {}
