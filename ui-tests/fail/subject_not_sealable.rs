use iron_session::IronSession;

struct UserId(u64);

#[derive(IronSession)]
#[iron(id, subject = user_id)]
struct Visit {
    user_id: Option<UserId>,
}

fn main() {}
