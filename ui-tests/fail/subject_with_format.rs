use iron_session::IronSession;

#[derive(IronSession)]
#[iron(format = "fe26", subject = user_id)]
struct Visit {
    user_id: Option<u64>,
}

fn main() {}
