use iron_session::{Expiring, IronSession};

#[derive(Default, serde::Deserialize, serde::Serialize)]
struct Role;

#[derive(IronSession)]
struct Visit {
    #[iron(copy)]
    role: Role,
    #[iron(copy)]
    former: Option<Role>,
    #[iron(copy, lifetime = "1h")]
    sudo: Expiring<Role>,
}

fn main() {}
