use iron_session::IronSession;

use std::rc::Rc;

#[derive(Default, serde::Deserialize, serde::Serialize)]
struct Cart {
    #[serde(skip)]
    cache: Option<Rc<u8>>,
}

#[derive(IronSession)]
struct Visit {
    cart: Cart,
    carts: Vec<Cart>,
    visits: u32,
}

fn main() {}
