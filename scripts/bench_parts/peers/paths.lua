-- Has wrk ask for one page after the other: PATHS names a file with one path a line. Requests are made before they are counted.
local requests, next_one = {}, 0

function init()
  for path in io.lines(os.getenv("PATHS")) do
    requests[#requests + 1] = wrk.format("GET", path)
  end
end

function request()
  next_one = next_one % #requests + 1
  return requests[next_one]
end
