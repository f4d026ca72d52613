use iron_session::{IronSession, SignedIn};

#[derive(IronSession)]
struct Data {}

fn home(_session: SignedIn<Data>) {}

fn main() {}
