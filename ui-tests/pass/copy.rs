use iron_session::{Expiring, IronSession};

#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Deserialize, serde::Serialize)]
pub enum Role {
    #[default]
    Guest,
    Admin,
}

#[derive(IronSession)]
pub struct Visit {
    #[iron(copy)]
    role: Role,
    #[iron(copy, get = was)]
    former: Option<Role>,
    #[iron(copy, lifetime = "1h")]
    sudo: Expiring<Role>,
    #[iron(copy)]
    place: (u8, [u16; 2]),
    #[iron(copy)]
    visits: Option<u32>,
}

#[derive(IronSession)]
struct Generic<T: Clone> {
    #[iron(copy)]
    one: T,
    #[iron(copy)]
    maybe: Option<T>,
}

fn main() {
    let mut visit = Visit::default();
    let role: Role = visit.role();
    visit.set_former(role);
    visit.set_role(Role::Admin);
    let role = visit.role();
    visit.set_sudo(role);
    let seen: (Option<Role>, Option<Role>, (u8, [u16; 2])) = (visit.was(), visit.sudo(), visit.place());
    assert_eq!(seen, (Some(Role::Guest), Some(Role::Admin), (0, [0, 0])));
    assert_eq!(visit.visits(), None);
    let generic = Generic::<u8>::default();
    assert_eq!((generic.one(), generic.maybe()), (0, None));
    // Without `Copy` only the accessors are missing.
    assert!(Generic::<String>::default().one.is_empty());
}
