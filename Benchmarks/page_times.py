"""Signs in and times a list page over the loopback: page_times.py URL LOGIN PASSWORD PATH COUNT. Prints p50, p95, p99 in milliseconds."""
import http.client
import re
import sys
import time
from urllib.parse import urlencode, urlsplit


def main(url, login, password, path, count):
    address = urlsplit(url)
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=30)
    cookies = {}

    def ask(method, target, body=None):
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Origin"] = f"http://{address.netloc}"
        connection.request(method, target, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        for header, value in answer.getheaders():
            if header.lower() == "set-cookie":
                name, content = value.split(";")[0].split("=", 1)
                cookies[name] = content
        return answer.status, text

    _, page = ask("GET", "/sign-in")
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    status, _ = ask("POST", "/sign-in", urlencode({**hidden, "login": login, "password": password}))
    assert status == 303, f"sign-in answered {status}"
    for _ in range(20):
        status, page = ask("GET", path)
        assert status == 200, f"{path} answered {status}"
    times = []
    for _ in range(count):
        start = time.perf_counter()
        ask("GET", path)
        times.append((time.perf_counter() - start) * 1000)
    times.sort()
    print(*(f"{times[min(len(times) - 1, int(len(times) * share))]:.1f}" for share in (0.5, 0.95, 0.99)))


main(*sys.argv[1:5], int(sys.argv[5]))
