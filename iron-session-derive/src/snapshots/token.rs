#[automatically_derived]
#[allow(deprecated)]
impl ::iron_session::IronToken for MagicLink {
    const PURPOSE: &'static ::core::primitive::str = "magic-link";
    const MAX_AGE: ::core::option::Option<::core::time::Duration> = ::core::option::Option::Some(
        ::core::time::Duration::from_secs(900u64),
    );
    type Format = ::iron_session::__private::Native;
    const MEMBERS: &'static [&'static ::core::primitive::str] = &[
        "email",
        "nonce",
        "next",
    ];
    const READ_BACK: ::core::primitive::bool = ::core::cfg!(debug_assertions);
    #[inline]
    fn write_members(
        &self,
        __out: &mut ::iron_session::__private::MemberWriter<'_>,
    ) -> ::core::result::Result<(), ::iron_session::__private::JsonError> {
        type __Codec<__T> = ::iron_session::__private::Codec<__T>;
        __Codec::<_>::write(__out, ",\"email\":", &self.email)?;
        __Codec::<_>::write(__out, ",\"nonce\":", &self.nonce)?;
        __Codec::<_>::write_or_omit(__out, ",\"next\":", &self.next)
    }
    fn read_members(
        __source: &mut ::iron_session::__private::MemberReader<'_>,
    ) -> ::core::result::Result<Self, ::iron_session::Rejection> {
        type __Codec<__T> = ::iron_session::__private::Codec<__T>;
        let mut __member_email: ::core::option::Option<String> = ::core::option::Option::None;
        let mut __member_nonce: ::core::option::Option<u64> = ::core::option::Option::None;
        let mut __member_next: Option<String> = ::iron_session::__private::default_member::<
            Option<String>,
        >();
        let _ = ::iron_session::__private::read_token::<
            Self,
        >(
            __source,
            |__source| {
                __Codec::<
                    _,
                >::read_required(__source, ",\"email\":", &mut __member_email)?;
                __Codec::<
                    _,
                >::read_required(__source, ",\"nonce\":", &mut __member_nonce)?;
                __Codec::<_>::read(__source, ",\"next\":", &mut __member_next)
            },
        )?;
        ::core::result::Result::Ok(Self {
            email: __source.required("email", __member_email)?,
            nonce: __source.required("nonce", __member_nonce)?,
            next: __member_next,
        })
    }
}
