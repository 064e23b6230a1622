/* Words as search compares them. */

/** Lower case without marks and signs: "Phòng Văn hóa - Xã hội" is "phong van hoa xa hoi". */
export function fold(words) {
  const bare = words.replace(/[đĐ]/g, "d").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return (bare.match(/[a-z0-9]+/g) ?? []).join(" ");
}
