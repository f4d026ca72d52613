use iron_session::{Error, IronSession, Session};

#[derive(IronSession)]
struct Data {}

struct Response;

fn home(mut session: Session<Data>, response: &mut Response) -> Result<(), Error> {
    session.save(response)?;
    session.destroy().save(response)
}

fn main() {}
