#[automatically_derived]
#[allow(dead_code, deprecated, non_snake_case, private_interfaces)]
#[allow(unreachable_pub, clippy::impl_trait_in_params)]
impl Visit {
    /// The session's `count`.
    pub fn count(&self) -> u32 {
        self.count
    }
    /// Sets the session's `count`.
    pub fn set_count(&mut self, value: u32) {
        self.count = value;
    }
    /// Borrows mutably the session's `count`.
    pub fn count_mut(&mut self) -> &mut u32 {
        &mut self.count
    }
    /// Resets the session's `count`.
    pub fn reset_count(&mut self) {
        self.count = <Self as ::core::default::Default>::default().count;
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::core::default::Default for Visit {
    #[inline(never)]
    fn default() -> Self {
        Self {
            count: ::iron_session::__private::default_member::<u32>(),
        }
    }
}
const _: () = {
    const __GIVEN_AS_COOKIE: &'static ::core::primitive::str = NAME;
    const __GIVEN_AS_MAX_AGE: ::core::time::Duration = MAX_AGE;
    const __GIVEN_AS_PATH: &'static ::core::primitive::str = PATH;
    const __GIVEN_AS_DOMAIN: &'static ::core::primitive::str = DOMAIN;
    const _: () = {
        ::iron_session::__private::assert_cookie(__GIVEN_AS_COOKIE);
    };
    const _: () = {
        ::iron_session::__private::assert_path(__GIVEN_AS_PATH);
    };
    const _: () = {
        ::iron_session::__private::assert_domain(__GIVEN_AS_DOMAIN);
    };
    const _: () = {
        ::iron_session::__private::assert_max_age(__GIVEN_AS_MAX_AGE);
    };
    const _: () = {
        ::iron_session::__private::assert_cookie(__GIVEN_AS_COOKIE);
        ::iron_session::__private::assert_relations(
            ::iron_session::Config::new(__GIVEN_AS_COOKIE).secure(true).http_only(false),
        );
    };
    const _: () = {
        ::iron_session::__private::assert_domain(__GIVEN_AS_DOMAIN);
        ::iron_session::__private::assert_cookie(__GIVEN_AS_COOKIE);
        ::iron_session::__private::assert_relations(
            ::iron_session::Config::new(__GIVEN_AS_COOKIE).domain(__GIVEN_AS_DOMAIN),
        );
    };
    const _: () = {
        ::iron_session::__private::assert_path(__GIVEN_AS_PATH);
        ::iron_session::__private::assert_cookie(__GIVEN_AS_COOKIE);
        ::iron_session::__private::assert_relations(
            ::iron_session::Config::new(__GIVEN_AS_COOKIE).path(__GIVEN_AS_PATH),
        );
    };
    const _: () = {
        ::iron_session::__private::assert_cookie(__GIVEN_AS_COOKIE);
        ::iron_session::__private::assert_relations(
            ::iron_session::Config::new(__GIVEN_AS_COOKIE).chunks(2usize),
        );
    };
    const _: () = {
        ::iron_session::__private::assert_max_age(__GIVEN_AS_MAX_AGE);
        ::iron_session::__private::assert_relations(
            ::iron_session::Config::new(__GIVEN_AS_COOKIE)
                .no_absolute_timeout()
                .max_age(__GIVEN_AS_MAX_AGE),
        );
    };
    const _: () = {
        ::iron_session::__private::assert_max_age(__GIVEN_AS_MAX_AGE);
        ::iron_session::__private::assert_relations(
            ::iron_session::Config::new(__GIVEN_AS_COOKIE)
                .refresh_after(::core::time::Duration::from_secs(86400u64))
                .max_age(__GIVEN_AS_MAX_AGE),
        );
    };
    #[automatically_derived]
    #[allow(deprecated)]
    impl ::iron_session::IronSession for Visit {
        const CONFIG: ::iron_session::Config = ::iron_session::Config::new(
                __GIVEN_AS_COOKIE,
            )
            .max_age(__GIVEN_AS_MAX_AGE)
            .refresh_after(::core::time::Duration::from_secs(86400u64))
            .no_absolute_timeout()
            .path(__GIVEN_AS_PATH)
            .domain(__GIVEN_AS_DOMAIN)
            .persistent(false)
            .secure(true)
            .http_only(false)
            .partitioned(true)
            .no_store(true)
            .chunks(2usize)
            .same_site(::iron_session::SameSite::None)
            .priority(::iron_session::Priority::High);
        const MEMBERS: &'static [&'static ::core::primitive::str] = &["count"];
        type Subject = ::iron_session::NoSubject;
        const READ_BACK: ::core::primitive::bool = ::core::cfg!(debug_assertions);
        #[inline]
        fn write_members(
            &self,
            __out: &mut ::iron_session::__private::MemberWriter<'_>,
        ) -> ::core::result::Result<(), ::iron_session::__private::JsonError> {
            type __Codec<__T> = ::iron_session::__private::Codec<__T>;
            __Codec::<_>::write(__out, ",\"count\":", &self.count)
        }
        #[inline]
        fn read_members(
            &mut self,
            __source: &mut ::iron_session::__private::MemberReader<'_>,
        ) -> ::core::result::Result<(), ::iron_session::__private::Unreadable> {
            type __Codec<__T> = ::iron_session::__private::Codec<__T>;
            __Codec::<_>::read(__source, ",\"count\":", &mut self.count)
        }
    }
};
