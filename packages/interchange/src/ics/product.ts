/** How our calendars say who wrote them (RFC 5545 section 3.7.3). */
export const PRODUCT = "-//Punctual//Punctual//EN";
