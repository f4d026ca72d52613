use iron_session::IronSession;

struct UserId(u64);

#[derive(IronSession)]
struct Visit {
    #[iron(skip)]
    user: UserId,
}

fn main() {}
