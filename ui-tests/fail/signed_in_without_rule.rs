use iron_session::{IronSession, Login, SignedIn};

#[derive(IronSession)]
struct Data {}

impl Login for Data {
    fn is_signed_in(&self) -> bool {
        false
    }
}

struct Admin;

fn home(_session: SignedIn<Data, Admin>) {}

fn main() {}
