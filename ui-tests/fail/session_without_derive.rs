use iron_session::Session;

#[derive(Clone, Default)]
struct Data {}

fn home(_session: Session<Data>) {}

fn main() {}
