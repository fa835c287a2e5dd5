/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "debrief/array.h"
#include "debrief/checksum.h"
#include "property.h"

static void crc32c_gives_the_published_values(void **unused)
{
	unsigned char bytes[32];
	(void)unused;

	assert_int_equal(crc32c(0, "", 0), 0);
	assert_int_equal(crc32c(0, "123456789", 9), 0xE3069283);
	/* RFC 3720, B.4 */
	memset(bytes, 0, sizeof(bytes));
	assert_int_equal(crc32c(0, bytes, sizeof(bytes)), 0x8A9136AA);
	memset(bytes, 0xFF, sizeof(bytes));
	assert_int_equal(crc32c(0, bytes, sizeof(bytes)), 0x62A8AB43);
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (unsigned char)i;
	assert_int_equal(crc32c(0, bytes, sizeof(bytes)), 0x46DD794E);
}

static void crc32c_of_a_whole_is_that_of_its_parts_in_turn(void **unused)
{
	struct property property = property_start("crc32c");
	unsigned char bytes[300];
	(void)unused;

	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (unsigned char)property_number(&property, 256);
	uint32_t whole = crc32c(0, bytes, sizeof(bytes));
	for (size_t cut = 0; cut <= sizeof(bytes); cut++)
		assert_int_equal(crc32c(crc32c(0, bytes, cut), bytes + cut, sizeof(bytes) - cut),
				 whole);
}

static void crc32c_notices_every_flipped_bit(void **unused)
{
	char text[] = "--- {kind: note, text: half of eight is four}";
	uint32_t sum = crc32c(0, text, sizeof(text));
	(void)unused;

	for (size_t bit = 0; bit < 8 * sizeof(text); bit++) {
		text[bit / 8] = (char)(text[bit / 8] ^ (1 << (bit % 8)));
		assert_int_not_equal(crc32c(0, text, sizeof(text)), sum);
		text[bit / 8] = (char)(text[bit / 8] ^ (1 << (bit % 8)));
	}
}

static void sha256_gives_the_published_values(void **unused)
{
	static char million[1000000];
	char hex[SHA256_HEX_SIZE];
	(void)unused;

	sha256_hex(NULL, 0, hex);
	assert_string_equal(hex,
			    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	sha256_hex("abc", 3, hex);
	assert_string_equal(hex,
			    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56, hex);
	assert_string_equal(hex,
			    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
	memset(million, 'a', sizeof(million));
	sha256_hex(million, sizeof(million), hex);
	assert_string_equal(hex,
			    "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

/* The lengths at which the padding takes another block, made with sha256sum. */
static void sha256_pads_every_length(void **unused)
{
	static const struct {
		size_t length;
		const char *hex;
	} cases[] = {
		{1, "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"},
		{55, "d5e285683cd4efc02d021a5c62014694958901005d6f71e89e0989fac77e4072"},
		{56, "04c26261370ee7541549d16dee320c723e3fd14671e66a099afe0a377c16888e"},
		{57, "ae14a2563ccf969d99aca69ce6bb74981f734bbf9f655f73b8f06db68cab5217"},
		{63, "75220b47218278e656f2013bb8f0c455a25eaf01e86c64924e9d48d89776d6f2"},
		{64, "7ce100971f64e7001e8fe5a51973ecdfe1ced42befe7ee8d5fd6219506b5393c"},
		{65, "9537c5fdf120482f7d58d25e9ed583f52c02b4e304ea814db1633ad565aed7e9"},
		{119, "000b48d4edf0fa7bee3c6236ecd2785baa5db4eeb8bb54341b029e0d9fa5fb0c"},
		{120, "13f05a0b594787f5ecd315edc96141bd3243203d1b7d4f0836f37308b276ba98"},
		{127, "70156a14adbabf98cff3a71c7084b417abf057a8efd27329ca36b7202c87d81f"},
		{128, "24da1b81d0b16df6428eee73c69fcb2a93c76bc6df706f0c6670fe6bfe800464"},
	};
	char text[128];
	(void)unused;

	memset(text, 'x', sizeof(text));
	for (size_t i = 0; i < COUNT(cases); i++) {
		char hex[SHA256_HEX_SIZE];
		sha256_hex(text, cases[i].length, hex);
		assert_string_equal(hex, cases[i].hex);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(crc32c_gives_the_published_values),
		cmocka_unit_test(crc32c_of_a_whole_is_that_of_its_parts_in_turn),
		cmocka_unit_test(crc32c_notices_every_flipped_bit),
		cmocka_unit_test(sha256_gives_the_published_values),
		cmocka_unit_test(sha256_pads_every_length),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
