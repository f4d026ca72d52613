use iron_session::IronSession;

// Paths that may well lead to std. rustc would not refuse these types.
mod sync {
    pub use std::sync::Mutex;
}

#[derive(IronSession)]
struct Visit {
    shim: crate::sync::Mutex<u8>,
    renamed: sync::Mutex<u8>,
    #[iron(skip)]
    count: ::std::rc::Rc<u8>,
}

fn main() {}
