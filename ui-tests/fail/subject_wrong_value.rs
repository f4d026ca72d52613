use iron_session::IronSession;

#[derive(IronSession)]
#[iron(id, subject = "user_id")]
struct Quoted {
    user_id: Option<u64>,
}

#[derive(IronSession)]
#[iron(id, subject)]
struct NoValue {
    user_id: Option<u64>,
}

#[derive(IronSession)]
#[iron(id, subject = self.user_id)]
struct Path {
    user_id: Option<u64>,
}

#[derive(IronSession)]
#[iron(id, subject = user_id, subject = other)]
struct Twice {
    user_id: Option<u64>,
    other: Option<u64>,
}

#[derive(IronSession)]
#[iron(id, user_id = user_id)]
struct Synonym {
    user_id: Option<u64>,
}

#[derive(IronSession)]
#[iron(id)]
struct OnField {
    #[iron(subject)]
    user_id: Option<u64>,
}

#[derive(IronSession)]
#[iron(id, subject = user_id)]
enum Kind {
    Visitor,
}

fn main() {}
