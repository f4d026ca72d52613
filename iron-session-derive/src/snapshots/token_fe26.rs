const _: () = {
    ::iron_session::__private::assert_fe26();
};
#[automatically_derived]
#[allow(deprecated)]
impl ::iron_session::IronToken for Invite {
    const PURPOSE: &'static ::core::primitive::str = "invite";
    const MAX_AGE: ::core::option::Option<::core::time::Duration> = ::core::option::Option::Some(
        ::core::time::Duration::from_secs(604800u64),
    );
    type Format = ::iron_session::__private::Fe26;
    const MEMBERS: &'static [&'static ::core::primitive::str] = &["team"];
    const READ_BACK: ::core::primitive::bool = ::core::cfg!(debug_assertions);
    #[inline]
    fn write_members(
        &self,
        __out: &mut ::iron_session::__private::MemberWriter<'_>,
    ) -> ::core::result::Result<(), ::iron_session::__private::JsonError> {
        type __Codec<__T> = ::iron_session::__private::Codec<__T>;
        __Codec::<_>::write(__out, ",\"team\":", &self.team)
    }
    fn read_members(
        __source: &mut ::iron_session::__private::MemberReader<'_>,
    ) -> ::core::result::Result<Self, ::iron_session::Rejection> {
        type __Codec<__T> = ::iron_session::__private::Codec<__T>;
        let mut __member_team: ::core::option::Option<u64> = ::core::option::Option::None;
        let _ = ::iron_session::__private::read_token::<
            Self,
        >(
            __source,
            |__source| {
                __Codec::<_>::read_required(__source, ",\"team\":", &mut __member_team)
            },
        )?;
        ::core::result::Result::Ok(Self {
            team: __source.required("team", __member_team)?,
        })
    }
}
