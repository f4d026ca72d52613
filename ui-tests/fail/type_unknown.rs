use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    user: UserIdent,
}

fn main() {}
