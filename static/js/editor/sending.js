/* One request to the portal, and in plain words what became of it. */

const TROUBLES = {
  offline: "Chưa có mạng. Chữ đang gõ được giữ trên máy này và sẽ tự lưu khi có mạng lại.",
  signed_out: "Phiên làm việc đã hết. Chữ đang gõ được giữ trên máy này. Hãy đăng nhập lại để lưu.",
  broken: "Cổng chưa nhận được bản lưu. Chữ đang gõ được giữ trên máy này; trang sẽ tự thử lại.",
  gone: "Kế hoạch này không còn mở được bằng tài khoản đang dùng. Chữ chưa lưu được giữ trên máy này.",
  no_room: "Trình duyệt không cho giữ chữ trên máy này. Đừng đóng trang trước khi thấy “Đã lưu”.",
};
const PATIENCE = 20_000;

export const wordsFor = (trouble, words) => words || TROUBLES[trouble] || "";

export function sender(url, cookieName) {
  return async (body, options = {}) => {
    let response;
    try {
      response = await fetch(url, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": cookie(cookieName) },
        body: JSON.stringify(body),
        // Signed out, the portal sends to the sign-in page: not what was asked for.
        redirect: "manual",
        signal: options.keepalive ? undefined : AbortSignal.timeout(PATIENCE),
        ...options,
      });
    } catch {
      return { trouble: navigator.onLine === false ? "offline" : "broken" };
    }
    return judged(response);
  };
}

async function judged(response) {
  if (response.type === "opaqueredirect") return { trouble: "signed_out" };
  const sent = await response.json().catch(() => null);
  if (response.ok && sent) return { answer: sent };
  if (sent?.code === "late" || sent?.code === "denied") {
    return { trouble: sent.code, words: sent.problem, final: true };
  }
  if (sent?.problem) return { trouble: sent.code, words: sent.problem, final: sent.code === "unclear" };
  if (response.status === 404) return { trouble: "gone" };
  // The key against forged forms changes with each sign-in; the next attempt reads the new one.
  return { trouble: response.status === 403 ? "signed_out" : "broken" };
}

export function cookie(name) {
  const found = document.cookie.split("; ").find((each) => each.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
}
