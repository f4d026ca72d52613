use iron_session::IronSession;

use std::rc::Rc;

#[derive(IronSession)]
struct Visit {
    name: Rc<str>,
    names: Vec<Option<Rc<str>>>,
    #[iron(skip)]
    cache: Rc<u8>,
}

fn main() {}
